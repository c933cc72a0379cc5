#ifndef SPOOR_CMALLOC_SHIM_H
#define SPOOR_CMALLOC_SHIM_H
#if __has_include(<malloc.h>)
#include <malloc.h>
#endif
#endif
