/* The newest pictures of a player, from shared memory, as PPM on standard output. docs/frames.md has the layout.
 *
 *   cc -O2 -o read_frames examples/read_frames.c
 *   ./read_frames /dev/shm/duende-*-image        one picture
 *   ./read_frames /dev/shm/duende-*-image 100    the next hundred, each once
 *
 * Give your own program `newest`; the rest is to show it.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct ring {
  char magic[8];
  uint32_t version, head_bytes, width, height, channels, slots, slot_head_bytes, stride;
  uint64_t written, owner, writer, gone;
};

struct slot {
  uint64_t sequence, index;
  double due, wall;
};

/* Copies the newest picture to `pixels`; 0 when there is none yet. Never waits for the writer. */
static int newest(const struct ring *ring, struct slot *about, unsigned char *pixels) {
  size_t size = (size_t)ring->width * ring->height * ring->channels;
  for (;;) {
    uint64_t written = __atomic_load_n(&ring->written, __ATOMIC_ACQUIRE);
    if (!written) return 0;
    const char *place = (const char *)ring + ring->head_bytes + (written - 1) % ring->slots * ring->stride;
    const struct slot *slot = (const struct slot *)place;
    uint64_t before = __atomic_load_n(&slot->sequence, __ATOMIC_ACQUIRE);
    if (before & 1) continue; /* being written */
    memcpy(about, slot, sizeof *about);
    memcpy(pixels, place + ring->slot_head_bytes, size);
    __atomic_thread_fence(__ATOMIC_ACQUIRE);
    if (__atomic_load_n(&slot->sequence, __ATOMIC_RELAXED) == before) return 1;
  }
}

int main(int argc, char **argv) {
  int file = argc > 1 ? open(argv[1], O_RDONLY) : -1;
  struct stat about;
  if (file < 0 || fstat(file, &about)) return perror(argc > 1 ? argv[1] : "no ring named"), 1;
  const struct ring *ring = mmap(NULL, about.st_size, PROT_READ, MAP_SHARED, file, 0);
  if (ring == MAP_FAILED || memcmp(ring->magic, "duendeRG", 8) || ring->version != 1 || ring->channels != 3)
    return fprintf(stderr, "%s is no ring of RGB pictures, version 1\n", argv[1]), 1;

  size_t size = (size_t)ring->width * ring->height * ring->channels;
  unsigned char *pixels = malloc(size);
  struct slot slot;
  uint64_t seen = 0;
  for (long left = argc > 2 ? atol(argv[2]) : 1; left > 0 && !ring->gone;) {
    uint64_t written = __atomic_load_n(&ring->written, __ATOMIC_ACQUIRE);
    if (written == seen || !newest(ring, &slot, pixels)) {
      nanosleep(&(struct timespec){0, 2000000}, NULL); /* the counter is all there is to watch: look every 2 ms */
      continue;
    }
    seen = written;
    left--;
    fprintf(stderr, "picture %llu, due at %.3f\n", (unsigned long long)slot.index, slot.due);
    printf("P6 %u %u 255\n", ring->width, ring->height);
    fwrite(pixels, 1, size, stdout);
  }
  return 0;
}
