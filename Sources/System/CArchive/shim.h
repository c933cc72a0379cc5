#ifndef SPOOR_CARCHIVE_SHIM_H
#define SPOOR_CARCHIVE_SHIM_H
#include <archive.h>
#include <archive_entry.h>

/* Macros of numbers that Swift does not import. */
static inline int spoor_archive_is_file(struct archive_entry *entry) {
  return archive_entry_filetype(entry) == AE_IFREG && archive_entry_hardlink(entry) == NULL;
}
#endif
