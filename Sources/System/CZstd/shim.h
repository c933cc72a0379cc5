#ifndef SPOOR_CZSTD_SHIM_H
#define SPOOR_CZSTD_SHIM_H
#include <zstd.h>
#include <zstd_errors.h>
#endif
