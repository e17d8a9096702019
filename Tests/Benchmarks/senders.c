// Durable sales per second: N senders, each with a WebSocket of its own, record one sale after the other; the next is
// sent when the one before is acknowledged, which the server does after its commit.
//
//   senders --port P --senders N --seconds S --agent ID [--site SITE]
//
// The senders open the page of SITE, so that they are not themselves the screens of the sales they record. Prints one
// line of JSON: sales, sales per second, and the time from sending to acknowledgement (p50, p99).
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MAX_SENDERS = 256, BUFFER = 1 << 18, MAX_SAMPLES = 1 << 22 };

typedef struct {
  int fd;
  long number;
  double sent_at;
  size_t filled;
  uint8_t *buffer;
} Sender;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec / 1e9;
}

static void fail(const char *what) {
  fprintf(stderr, "senders: %s: %s\n", what, strerror(errno));
  exit(1);
}

static void write_all(int fd, const void *bytes, size_t n) {
  const char *at = bytes;
  while (n > 0) {
    ssize_t done = write(fd, at, n);
    if (done <= 0) fail("write");
    at += done;
    n -= done;
  }
}

// One masked text frame; the mask is zero, which is allowed and saves the copying.
static void send_text(int fd, const char *text) {
  uint8_t frame[2048];
  size_t n = strlen(text), at = 2;
  frame[0] = 0x81;
  if (n < 126) frame[1] = 0x80 | n;
  else { frame[1] = 0x80 | 126; frame[2] = n >> 8; frame[3] = n & 255; at = 4; }
  memset(frame + at, 0, 4);
  memcpy(frame + at + 4, text, n);
  write_all(fd, frame, at + 4 + n);
}

static int open_socket(int port) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int fd = socket(AF_INET, SOCK_STREAM, 0), one = 1;
  if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof address) < 0) fail("connect");
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  char request[512];
  snprintf(request, sizeof request,
           "GET /ws HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
           "Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\nSec-WebSocket-Protocol: floorcast.v1\r\n\r\n", port);
  write_all(fd, request, strlen(request));
  return fd;
}

// Takes whole frames out of the sender's buffer; true when one of them acknowledges the sale under way.
static int acknowledged(Sender *s) {
  size_t at = 0;
  int found = 0;
  for (;;) {
    size_t left = s->filled - at, head = 2, n;
    uint8_t *f = s->buffer + at;
    if (left < 2) break;
    n = f[1] & 127;
    if (n == 126) { head = 4; if (left < 4) break; n = (size_t)f[2] << 8 | f[3]; }
    else if (n == 127) { head = 10; if (left < 10) break; n = 0; for (int i = 2; i < 10; i++) n = n << 8 | f[i]; }
    if (left < head + n) break;
    if ((f[0] & 15) == 8) { fprintf(stderr, "senders: the server closed the connection\n"); exit(1); }
    if ((f[0] & 15) == 9) { uint8_t pong[6] = {0x8a, 0x80, 0, 0, 0, 0}; write_all(s->fd, pong, 6); }
    if (n > 14 && !memcmp(f + head, "{\"kind\":\"ack\"", 13)) found = 1;
    if (n > 16 && !memcmp(f + head, "{\"kind\":\"error\"", 15)) { fprintf(stderr, "senders: refused: %.*s\n", (int)n, f + head); exit(1); }
    at += head + n;
  }
  memmove(s->buffer, s->buffer + at, s->filled - at);
  s->filled -= at;
  return found;
}

static void fill(Sender *s) {
  if (s->filled == BUFFER) { fprintf(stderr, "senders: a frame is too large\n"); exit(1); }
  ssize_t n = read(s->fd, s->buffer + s->filled, BUFFER - s->filled);
  if (n <= 0) fail("read");
  s->filled += n;
}

static void sell(Sender *s, const char *agent, long run, int sender) {
  char text[512];
  snprintf(text, sizeof text,
           "{\"kind\":\"sale\",\"ref\":\"r\",\"sale\":{\"id\":\"bench-%ld-%d-%ld\",\"agent\":\"%s\",\"product\":\"customer relationship "
           "suite\",\"amount\":128000,\"currency\":\"CNY\",\"customer\":\"a company with a name of usual length\"}}",
           run, sender, s->number++, agent);
  s->sent_at = now();
  send_text(s->fd, text);
}

static int by_value(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

int main(int argc, char **argv) {
  int port = 0, count = 1;
  double seconds = 5;
  const char *agent = "a01", *site = "BJ";
  for (int i = 1; i + 1 < argc; i += 2) {
    if (!strcmp(argv[i], "--port")) port = atoi(argv[i + 1]);
    else if (!strcmp(argv[i], "--senders")) count = atoi(argv[i + 1]);
    else if (!strcmp(argv[i], "--seconds")) seconds = atof(argv[i + 1]);
    else if (!strcmp(argv[i], "--agent")) agent = argv[i + 1];
    else if (!strcmp(argv[i], "--site")) site = argv[i + 1];
    else { fprintf(stderr, "senders: %s is not known\n", argv[i]); return 2; }
  }
  if (port <= 0 || count < 1 || count > MAX_SENDERS || seconds <= 0 || seconds > 600) { fprintf(stderr, "senders: see the head of senders.c\n"); return 2; }
  static Sender senders[MAX_SENDERS];
  static struct pollfd polled[MAX_SENDERS];
  double *samples = malloc(sizeof(double) * MAX_SAMPLES);
  long taken = 0, run = (long)getpid() * 100000 + time(NULL) % 100000;
  char hello[200];
  snprintf(hello, sizeof hello, "{\"kind\":\"hello\",\"role\":\"screen\",\"site\":\"%s\",\"page\":\"bench\"}", site);
  for (int i = 0; i < count; i++) {
    Sender *s = &senders[i];
    s->buffer = malloc(BUFFER);
    s->fd = open_socket(port);
    // The answer to the handshake ends with an empty line; what follows it are frames.
    char *end = NULL;
    while (!end) { fill(s); s->buffer[s->filled < BUFFER ? s->filled : BUFFER - 1] = 0; end = strstr((char *)s->buffer, "\r\n\r\n"); }
    size_t used = end + 4 - (char *)s->buffer;
    memmove(s->buffer, s->buffer + used, s->filled - used);
    s->filled -= used;
    send_text(s->fd, hello);
    polled[i] = (struct pollfd){.fd = s->fd, .events = POLLIN};
  }
  double start = now(), end = start + seconds;
  for (int i = 0; i < count; i++) sell(&senders[i], agent, run, i);
  while (now() < end) {
    if (poll(polled, count, 1000) < 0) fail("poll");
    for (int i = 0; i < count; i++) {
      if (!polled[i].revents) continue;
      fill(&senders[i]);
      if (!acknowledged(&senders[i])) continue;
      if (taken < MAX_SAMPLES) samples[taken++] = now() - senders[i].sent_at;
      sell(&senders[i], agent, run, i);
    }
  }
  double took = now() - start;
  if (taken == 0) { fprintf(stderr, "senders: nothing was acknowledged\n"); return 1; }
  qsort(samples, taken, sizeof(double), by_value);
  printf("{\"senders\":%d,\"sales\":%ld,\"per_second\":%.0f,\"p50_us\":%.0f,\"p99_us\":%.0f}\n", count, taken, taken / took,
         samples[taken / 2] * 1e6, samples[taken * 99 / 100] * 1e6);
  return 0;
}
