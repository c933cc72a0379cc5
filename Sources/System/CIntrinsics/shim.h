#ifndef SPOOR_CINTRINSICS_SHIM_H
#define SPOOR_CINTRINSICS_SHIM_H

/* Asks for the line of memory at an address, for reading, and does not wait:
 * Swift has no name for it. Any address will do. */
static inline __attribute__((always_inline)) void spoor_prefetch(const void *address) {
  __builtin_prefetch(address, 0, 3);
}

#endif
