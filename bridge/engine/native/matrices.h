/* A matrix (N, K) lies in panels of 32 outputs: for each block of 32 inputs 32 scales, then for every 4 inputs 4 times
   32 bytes that hold them for 8 outputs. It is read once, straight through. Seen as numbers of 16 bits the bytes are
   v = 256 h + l, l = weight + 128 of inputs 0 and 1, h = weight of inputs 2 and 3. What meets them is prepared, so that only
   h has to be taken out: l·x01 + h·x23 = v·x01 + h·(x23 - 256 x01), and 128 of x01 is taken off before. All of it is exact. */

enum { BLOCK = 32, PANEL = 32, PANEL_BLOCK = PANEL * 4 + PANEL * BLOCK };
enum { MOST_ROWS = 64, MOST_WIDE = 4352, MOST_CONTEXT = 4096 };
enum { GROUP = 32 };  /* events whose keys lie together, see step.c */

typedef struct {                            /* scratch of one call, aligned to 32 */
    float x[MOST_ROWS][MOST_WIDE], y[MOST_ROWS][MOST_WIDE], z[MOST_ROWS][MOST_WIDE];
    int16_t q[MOST_ROWS][MOST_WIDE];
    float scale[MOST_ROWS][MOST_WIDE / BLOCK];
    int32_t begin[MOST_ROWS][MOST_WIDE / BLOCK];
    float scores[2][MOST_CONTEXT + GROUP];
} Scratch;

int64_t packed_bytes(int64_t n, int64_t k) { return (n + PANEL - 1) / PANEL * (k / BLOCK) * PANEL_BLOCK; }

/* weights (n, k) unsigned with 128 for nothing, scales (n, k / 32), as in the ONNX file. */
void pack(const uint8_t *weights, const float *scales, int64_t n, int64_t k, uint8_t *out) {
    int64_t blocks = k / BLOCK;
    for (int64_t panel = 0; panel * PANEL < n; panel++)
        for (int64_t b = 0; b < blocks; b++, out += PANEL_BLOCK)
            for (int64_t j = 0; j < PANEL; j++) {
                int64_t column = panel * PANEL + j;
                float scale = column < n ? scales[column * blocks + b] : 0.0f;
                memcpy(out + 4 * j, &scale, 4);
                for (int64_t i = 0; i < BLOCK; i++)
                    out[4 * PANEL + i / 4 * 4 * PANEL + 4 * j + i % 2 * 2 + i / 2 % 2] =
                        (column < n ? weights[column * k + b * BLOCK + i] : 128) ^ (i / 2 % 2 ? 0x80 : 0);
            }
}

/* x (k) → whole numbers from -127 to 127, prepared as said above, and for each 32 a scale and what to begin a sum with. */
static void quantise(const float *x, int k, int16_t *q, float *scale, int32_t *begin) {
    const f8 magic = all(12582912.0f);
    float inverse[MOST_WIDE / BLOCK + 8];
    int blocks = k / BLOCK;
    for (int b = 0; b < blocks; b++) {
        f8 most = all(0);
        for (int i = 0; i < BLOCK; i += 8) {
            f8 v = load(x + b * BLOCK + i);
            most = larger(larger(v, -v), most);
        }
        scale[b] = most_of(most);
    }
    for (int b = 0; b < blocks; b += 8) {  /* divided eight at a time; there is room behind the last */
        f8 most = load(scale + b);
        store(inverse + b, where(most > all(0), all(127.0f) / most, all(0)));
        store(scale + b, most / all(127.0f));
    }
    for (int b = 0; b < blocks; b++, x += BLOCK, q += BLOCK) {
        i8x4 sums = {0};
        for (int i = 0; i < BLOCK; i += 8) {
            i8x4 whole = (i8x4)(load(x + i) * all(inverse[b]) + magic) - (i8x4)magic;
            i8x4 before = SHUFFLED(whole, 0, 1, 0, 1, 4, 5, 4, 5) & (i8x4){0, 0, -1, -1, 0, 0, -1, -1};
            sums += before;
            s8 prepared = __builtin_convertvector(whole - 256 * before, s8);
            memcpy(q + i, &prepared, sizeof prepared);
        }
        begin[b] = -128 * (sums[2] + sums[3] + sums[6] + sums[7]);
    }
}

/* One panel for 1 or 2 rows; how many is known when this is compiled, so all sums stay in registers. A weight that was read
   serves both rows, a prepared input four vectors of weights. (Four rows at once want more registers than there are: slower.) */
static inline __attribute__((always_inline)) void part(
    const uint8_t *w, int blocks, const int rows, const Scratch *s, int row, float *y) {
    f8 out[4][2];
    for (int p = 0; p < 4; p++)
        for (int r = 0; r < rows; r++) out[p][r] = all(0);
    for (int b = 0; b < blocks; b++, w += PANEL_BLOCK) {
        const uint8_t *fours = w + 4 * PANEL;
        i8x4 sums[4][2];
        for (int p = 0; p < 4; p++)
            for (int r = 0; r < rows; r++) sums[p][r] = whole(s->begin[row + r][b]);
#if defined(__AVX2__) && defined(__FMA__)
#pragma GCC unroll 2
        for (int g = 0; g < BLOCK / 4; g++, fours += 4 * PANEL) {
            __m256i x[2][2];
            for (int r = 0; r < rows; r++)
                for (int i = 0; i < 2; i++) {
                    int32_t two;
                    memcpy(&two, s->q[row + r] + b * BLOCK + 4 * g + 2 * i, 4);
                    x[i][r] = _mm256_set1_epi32(two);
                }
            for (int p = 0; p < 4; p++) {
                __m256i v = _mm256_loadu_si256((const __m256i *)(fours + 32 * p)), h = _mm256_srai_epi16(v, 8);
                for (int r = 0; r < rows; r++)
                    sums[p][r] += (i8x4)_mm256_madd_epi16(v, x[0][r]) + (i8x4)_mm256_madd_epi16(h, x[1][r]);
            }
        }
#else
        for (int g = 0; g < BLOCK / 4; g++, fours += 4 * PANEL)
            for (int p = 0; p < 4; p++)
                for (int r = 0; r < rows; r++) {
                    const uint8_t *v = fours + 32 * p;
                    const int16_t *x = s->q[row + r] + b * BLOCK + 4 * g;
                    for (int j = 0; j < 8; j++, v += 4) {
                        int32_t h0 = (int8_t)v[1], h1 = (int8_t)v[3];
                        sums[p][r][j] += (256 * h0 + v[0]) * x[0] + (256 * h1 + v[2]) * x[1] + h0 * x[2] + h1 * x[3];
                    }
                }
#endif
        for (int p = 0; p < 4; p++) {
            f8 scales = load((const float *)w + 8 * p);
            for (int r = 0; r < rows; r++)
                out[p][r] += __builtin_convertvector(sums[p][r], f8) * (all(s->scale[row + r][b]) * scales);
        }
    }
    for (int p = 0; p < 4; p++)
        for (int r = 0; r < rows; r++) store(y + r * MOST_WIDE + 8 * p, out[p][r]);
}

/* y = W x for `rows` rows of x, all MOST_WIDE apart; y has room for N in whole panels. */
static void multiply(const uint8_t *w, int n, int k, int rows, float (*x)[MOST_WIDE], float (*y)[MOST_WIDE], Scratch *s) {
    int blocks = k / BLOCK;
    for (int r = 0; r < rows; r++) quantise(x[r], k, s->q[r], s->scale[r], s->begin[r]);
    for (int at = 0; at < n; at += PANEL, w += (int64_t)blocks * PANEL_BLOCK) {
        int r = 0;
        for (; r + 2 <= rows; r += 2) part(w, blocks, 2, s, r, y[r] + at);
        for (; r < rows; r++) part(w, blocks, 1, s, r, y[r] + at);
    }
}
