/* Eight floats, or eight whole numbers, at a time: GCC's and Clang's vectors, which every processor has in some form. */

#include <math.h>
#include <stdint.h>
#include <string.h>

#if defined(__AVX2__) && defined(__FMA__) && defined(__F16C__)
#define X86 1
#include <cpuid.h>
#include <immintrin.h>
#endif

typedef float f8 __attribute__((vector_size(32)));
typedef int32_t i8x4 __attribute__((vector_size(32)));  /* 8 numbers of 32 bits */
typedef uint16_t half;                                  /* a float of 16 bits */

#if defined(__clang__)
#define SHUFFLED(v, ...) __builtin_shufflevector(v, v, __VA_ARGS__)
#else
#define SHUFFLED(v, ...) __builtin_shuffle(v, (i8x4){__VA_ARGS__})
#endif

static inline f8 load(const float *p) { f8 v; memcpy(&v, p, sizeof v); return v; }
static inline void store(float *p, f8 v) { memcpy(p, &v, sizeof v); }
static inline f8 where(i8x4 mask, f8 a, f8 b) { return (f8)((mask & (i8x4)a) | (~mask & (i8x4)b)); }
#if X86
static inline f8 larger(f8 a, f8 b) { return (f8)_mm256_max_ps((__m256)a, (__m256)b); }
#else
static inline f8 larger(f8 a, f8 b) { return where(a > b, a, b); }
#endif
static inline f8 all(float x) { return (f8){x, x, x, x, x, x, x, x}; }
static inline i8x4 whole(int32_t x) { return (i8x4){x, x, x, x, x, x, x, x}; }
static inline float most_of(f8 v) {
    v = larger(v, SHUFFLED(v, 4, 5, 6, 7, 0, 1, 2, 3));
    v = larger(v, SHUFFLED(v, 2, 3, 0, 1, 6, 7, 4, 5));
    v = larger(v, SHUFFLED(v, 1, 0, 3, 2, 5, 4, 7, 6));
    return v[0];
}
/* Eight halves: what is stored is rounded to the nearest. (2^112 lies between the exponents of the two formats.) */
#if X86
static inline f8 load_halves(const half *p) { return (f8)_mm256_cvtph_ps(_mm_loadu_si128((const __m128i *)p)); }
static inline void store_halves(half *p, f8 v) { _mm_storeu_si128((__m128i *)p, _mm256_cvtps_ph((__m256)v, 0)); }
#else
static inline f8 load_halves(const half *p) {
    f8 v;
    for (int i = 0; i < 8; i++) {
        uint32_t size = (p[i] & 0x7fffu) << 13;
        memcpy((float *)&v + i, &size, 4);
        v[i] *= p[i] >> 15 ? -0x1p112f : 0x1p112f;
    }
    return v;
}
static inline void store_halves(half *p, f8 v) {
    for (int i = 0; i < 8; i++) {
        float small = v[i] * 0x1p-112f;
        uint32_t bits;
        memcpy(&bits, &small, 4);
        uint32_t size = bits & 0x7fffffffu;
        p[i] = (half)((size + 0xfffu + (size >> 13 & 1)) >> 13 | (bits >> 31) << 15);
    }
}
#endif
static inline float sum(f8 v) {
    v += SHUFFLED(v, 4, 5, 6, 7, 0, 1, 2, 3);
    v += SHUFFLED(v, 2, 3, 0, 1, 6, 7, 4, 5);
    return v[0] + v[1];
}

/* e^x to about 2 ulp for x in (-87, 88), 0 below (Cephes' polynomial after reduction by ln 2). */
static inline f8 exponential(f8 x) {
    i8x4 low = x < all(-87.0f);
    x = where(low, all(-87.0f), where(x > all(88.0f), all(88.0f), x));
    const f8 magic = all(12582912.0f);      /* 1.5 · 2^23: adding it rounds to a whole number */
    f8 n = x * all(1.44269504f) + magic;
    i8x4 whole = (i8x4)n - (i8x4)magic;
    n -= magic;
    f8 r = x - n * all(0.693359375f) + n * all(2.12194440e-4f);
    f8 p = all(1.9875691500e-4f);
    p = p * r + all(1.3981999507e-3f);
    p = p * r + all(8.3334519073e-3f);
    p = p * r + all(4.1665795894e-2f);
    p = p * r + all(1.6666665459e-1f);
    p = p * r + all(5.0000001201e-1f);
    p = p * r * r + r + all(1.0f);
    p = p * (f8)((whole + 127) << 23);
    return where(low, all(0.0f), p);
}

static inline f8 silu(f8 x) { return x / (all(1.0f) + exponential(-x)); }
