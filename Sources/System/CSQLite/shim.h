#ifndef SPOOR_CSQLITE_SHIM_H
#define SPOOR_CSQLITE_SHIM_H
#include <sqlite3.h>

/* SQLITE_STATIC and SQLITE_TRANSIENT are casts, which Swift cannot import.
 * A null pointer would bind NULL, and Swift lends one for no bytes: hence "". */
static inline int spoor_bind_text_static(sqlite3_stmt *statement, int index,
                                         const char *text, sqlite3_uint64 length) {
  return sqlite3_bind_text64(statement, index, text ? text : "", length, SQLITE_STATIC, SQLITE_UTF8);
}
static inline int spoor_bind_blob_static(sqlite3_stmt *statement, int index,
                                         const void *bytes, sqlite3_uint64 length) {
  return sqlite3_bind_blob64(statement, index, bytes ? bytes : "", length, SQLITE_STATIC);
}
static inline int spoor_bind_text_copied(sqlite3_stmt *statement, int index,
                                         const char *text, sqlite3_uint64 length) {
  return sqlite3_bind_text64(statement, index, text ? text : "", length, SQLITE_TRANSIENT, SQLITE_UTF8);
}
static inline int spoor_bind_blob_copied(sqlite3_stmt *statement, int index,
                                         const void *bytes, sqlite3_uint64 length) {
  return sqlite3_bind_blob64(statement, index, bytes ? bytes : "", length, SQLITE_TRANSIENT);
}
static inline void spoor_result_text_copied(sqlite3_context *context, const char *text,
                                            sqlite3_uint64 length) {
  sqlite3_result_text64(context, text ? text : "", length, SQLITE_TRANSIENT, SQLITE_UTF8);
}
static inline void spoor_result_blob_copied(sqlite3_context *context, const void *bytes,
                                            sqlite3_uint64 length) {
  sqlite3_result_blob64(context, bytes ? bytes : "", length, SQLITE_TRANSIENT);
}
static inline void spoor_result_text_static(sqlite3_context *context, const char *text,
                                            sqlite3_uint64 length) {
  sqlite3_result_text64(context, text ? text : "", length, SQLITE_STATIC, SQLITE_UTF8);
}
static inline void spoor_result_blob_static(sqlite3_context *context, const void *bytes,
                                            sqlite3_uint64 length) {
  sqlite3_result_blob64(context, bytes ? bytes : "", length, SQLITE_STATIC);
}
/* Rows in memory that a virtual table reads: what SQLite allocates for it must
 * begin with its own structures, which only C can promise. */
typedef struct {
  sqlite3_int64 value; /* the integer, or where the bytes begin */
  int count;           /* how many bytes */
  int kind;
} spoor_cell;
typedef struct {
  const spoor_cell *cells;
  sqlite3_int64 width, rows;
  const char *lent; /* bytes that are lent for one run */
  sqlite3_int64 lent_count;
  const char *own; /* the rows' own bytes */
  sqlite3_int64 own_count;
} spoor_rows;
typedef struct {
  sqlite3_vtab base;
  const spoor_rows *source;
} spoor_row_table;
typedef struct {
  sqlite3_vtab_cursor base;
  const spoor_rows *source;
  sqlite3_int64 row;
} spoor_row_cursor;
/* sqlite3_db_config is variadic. Returns the new value, or a negative number. */
static inline int spoor_db_config(sqlite3 *connection, int option, int value) {
  int now = -1;
  int code = sqlite3_db_config(connection, option, value, &now);
  return code == SQLITE_OK ? now : -code;
}
/* sqlite3_config is variadic. Without memory statistics no allocation takes a lock. */
static inline int spoor_config_without_statistics(void) {
  return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}
#endif
