#ifndef SPOOR_CCRYPTO_SHIM_H
#define SPOOR_CCRYPTO_SHIM_H
#include <openssl/evp.h>
#endif
