#include <libwebsockets.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

// Macros of macros are invisible to Swift.
enum {
  // Plain HTTP on the port of TLS comes through to us, who send it on.
  FC_LWS_TLS = LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT | LWS_SERVER_OPTION_ALLOW_NON_SSL_ON_SSL_PORT
    | LWS_SERVER_OPTION_ALLOW_HTTP_ON_HTTPS_LISTENER,
  // Nothing older than TLS 1.2, and no second handshake on an open connection: a client could keep the loop busy with it.
  FC_OPENSSL = SSL_OP_NO_TLSv1 | SSL_OP_NO_TLSv1_1 | SSL_OP_NO_RENEGOTIATION,
};
