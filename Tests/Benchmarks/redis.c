// Redis does the updates of rank.cpp, from the same seed, as one client on a Unix socket sees them: ZINCRBY or ZADD,
// ZREVRANK and ZREVRANGE 0 19 WITHSCORES make one operation.
//
//   redis SOCKET
//
// Depth 1 sends the three commands of an operation at once and waits for its answers; depth 16 sends those of sixteen
// operations at once. Prints one line of JSON for each number of members, kind of update and depth; empties the database.
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum { OPERATIONS = 20000, SCORES = 10000000, BUFFER = 1 << 20, BATCH = 1000 };

static int fd;
static char out[BUFFER], in[BUFFER];
static size_t out_filled, in_at, in_filled;

static void fail(const char *what) {
  fprintf(stderr, "redis: %s: %s\n", what, errno ? strerror(errno) : "unexpected answer");
  exit(1);
}

// SplitMix64.
static uint64_t state;

static uint64_t next(void) {
  uint64_t z = state += 0x9E3779B97F4A7C15;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
  return z ^ (z >> 31);
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec / 1e9;
}

static void flush(void) {
  for (size_t at = 0; at < out_filled;) {
    ssize_t done = write(fd, out + at, out_filled - at);
    if (done <= 0) fail("write");
    at += done;
  }
  out_filled = 0;
}

// Adds a command to what is sent next: a name, the key, and its other arguments.
static void command(const char *name, int count, const char *arguments[]) {
  char *at = out + out_filled;
  at += sprintf(at, "*%d\r\n$%zu\r\n%s\r\n$1\r\nz\r\n", count + 2, strlen(name), name);
  for (int i = 0; i < count; i++) at += sprintf(at, "$%zu\r\n%s\r\n", strlen(arguments[i]), arguments[i]);
  out_filled = at - out;
}

// The next line of an answer, without its end.
static char *line(void) {
  for (;;) {
    char *end = memchr(in + in_at, '\n', in_filled - in_at);
    if (end) {
      char *start = in + in_at;
      end[-1] = 0;
      in_at = end + 1 - in;
      return start;
    }
    memmove(in, in + in_at, in_filled - in_at);
    in_filled -= in_at;
    in_at = 0;
    ssize_t got = read(fd, in + in_filled, BUFFER - in_filled);
    if (got <= 0) fail("read");
    in_filled += got;
  }
}

static void expect(char kind) {
  if (line()[0] != kind) fail("answer");
}

// An array of 20 members with their scores; returns the sum of the scores.
static long long top(void) {
  long long sum = 0;
  if (strcmp(line(), "*40")) fail("top 20");
  for (int i = 0; i < 40; i++) {
    expect('$');
    char *text = line();
    if (i % 2) sum += strtoll(text, NULL, 10);
  }
  return sum;
}

static void send_operation(const char *member, const char *score, int is_random) {
  command(is_random ? "ZADD" : "ZINCRBY", 2, (const char *[]){score, member});
  command("ZREVRANK", 1, (const char *[]){member});
  command("ZREVRANGE", 3, (const char *[]){"0", "19", "WITHSCORES"});
}

static long long read_operation(int is_random) {
  expect(is_random ? ':' : '$');
  if (!is_random) line();
  expect(':');
  return top();
}

static void fill(int members) {
  char member[16], score[16];
  command("DEL", 0, NULL);
  flush();
  expect(':');
  for (int i = 0; i < members; i += BATCH) {
    for (int k = i; k < i + BATCH; k++) {
      snprintf(member, sizeof member, "agent-%05d", k);
      snprintf(score, sizeof score, "%d", (int)(next() % SCORES));
      command("ZADD", 2, (const char *[]){score, member});
    }
    flush();
    for (int k = 0; k < BATCH; k++) expect(':');
  }
}

static void measure(int members, int is_random, int depth) {
  static char who[OPERATIONS][16], score[OPERATIONS][16];
  state = 7;
  fill(members);
  for (int i = 0; i < OPERATIONS; i++) {
    snprintf(who[i], sizeof who[i], "agent-%05d", (int)(next() % members));
    snprintf(score[i], sizeof score[i], "%d", (int)(is_random ? next() % SCORES : 1 + next() % 500));
  }
  long long check = 0;
  double start = now();
  for (int i = 0; i < OPERATIONS; i += depth) {
    for (int k = i; k < i + depth; k++) send_operation(who[k], score[k], is_random);
    flush();
    for (int k = 0; k < depth; k++) check += read_operation(is_random);
  }
  printf("{\"members\":%d,\"update\":\"%s\",\"depth\":%d,\"ns_per_op\":%.1f,\"check\":%lld}\n", members,
         is_random ? "random" : "small-add", depth, (now() - start) / OPERATIONS * 1e9, check);
}

int main(int count, char **arguments) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (count != 2 || strlen(arguments[1]) >= sizeof address.sun_path) fail("usage: redis SOCKET");
  strcpy(address.sun_path, arguments[1]);
  fd = socket(AF_UNIX, SOCK_STREAM, 0);
  if (connect(fd, (struct sockaddr *)&address, sizeof address)) fail("connect");
  for (int members = 1000; members <= 100000; members *= 10)
    for (int is_random = 0; is_random < 2; is_random++)
      for (int depth = 1; depth <= 16; depth *= 16) measure(members, is_random, depth);
}
