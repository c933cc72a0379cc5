#ifndef SPOOR_CISAL_SHIM_H
#define SPOOR_CISAL_SHIM_H
#include <isa-l.h>

/* Swift imports no arrays as long as these two. */
static inline const uint32_t *spoor_isal_symbols(const struct inflate_state *state) {
  return state->lit_huff_code.short_code_lookup;
}
static inline void spoor_isal_hold(struct inflate_state *state, uint8_t byte) {
  if (state->tmp_out_valid < (int32_t)sizeof state->tmp_out_buffer)
    state->tmp_out_buffer[state->tmp_out_valid++] = byte;
}
#endif
