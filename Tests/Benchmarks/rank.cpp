// The floor of ranking: the least that one update of a score, the place of who was updated and the first 20 cost in one
// process. A sorted array of numbers, moved as a block of memory; members are numbers too, so that nothing is looked up.
//
//   rank
//
// RankBench and redis.c make the same updates from the same seed. Prints one line of JSON for each number of members
// and each kind of update: small-add adds a little, as a sale does; random sets the score anew, so that rows move far.
// `check` is the sum of the scores of the first 20 after each of the first 20,000 updates: all three must agree.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <vector>

// SplitMix64.
struct Generator {
  uint64_t state = 7;

  uint64_t operator()() {
    uint64_t z = state += 0x9E3779B97F4A7C15;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return z ^ (z >> 31);
  }
};

struct Entry { int64_t score; uint32_t id; };

static inline bool before(const Entry &a, const Entry &b) { return a.score != b.score ? a.score > b.score : a.id < b.id; }

static void measure(size_t n, bool random) {
  Generator g;
  std::vector<Entry> v(n);
  std::vector<int64_t> score(n);
  for (uint32_t i = 0; i < n; i++) { score[i] = g() % 10000000; v[i] = {score[i], i}; }
  std::sort(v.begin(), v.end(), before);
  const int operations = n > 50000 ? 100000 : 400000, checked = 20000;
  std::vector<uint32_t> who(operations);
  std::vector<int64_t> add(operations);
  for (int i = 0; i < operations; i++) { who[i] = g() % n; add[i] = random ? g() % 10000000 : 1 + g() % 500; }

  int64_t top = 0, check = 0;
  uint64_t sink = 0;
  auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < operations; i++) {
    uint32_t id = who[i];
    Entry old{score[id], id}, now{random ? add[i] : score[id] + add[i], id};
    auto from = std::lower_bound(v.begin(), v.end(), old, before), to = std::lower_bound(v.begin(), v.end(), now, before);
    if (to <= from) std::move_backward(to, from, from + 1);
    else std::move(from + 1, to--, from);
    *to = now;
    score[id] = now.score;
    sink += to - v.begin();
    for (int k = 0; k < 20; k++) { top += v[k].score; sink += v[k].id; }
    if (i == checked - 1) check = top;
  }
  double ns = std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - start).count() / operations;
  printf("{\"members\":%zu,\"update\":\"%s\",\"ns_per_op\":%.1f,\"check\":%lld,\"sink\":%llu}\n", n,
         random ? "random" : "small-add", ns, (long long)check, (unsigned long long)(sink & 1));
}

int main() {
  for (size_t n : {1000ul, 10000ul, 100000ul}) for (bool random : {false, true}) measure(n, random);
}
