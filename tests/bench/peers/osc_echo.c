/* What osc_echo.py does, on liblo:  gcc -O2 osc_echo.c -l:liblo.so.7 -o osc_echo

   Of liblo's declarations those that are needed here, so that its library is enough and no headers are. */
#include <stdint.h>
#include <stdio.h>

typedef void *lo_server, *lo_message, *lo_address;
typedef union { float f; int32_t i; double widest; } lo_arg;
typedef int (*handler)(const char *path, const char *types, lo_arg **args, int argc, lo_message message, void *data);

lo_server lo_server_new_with_proto(const char *port, int proto, void *on_error);
void *lo_server_add_method(lo_server, const char *path, const char *types, handler, void *data);
int lo_server_recv(lo_server);
int lo_server_get_port(lo_server);
lo_message lo_message_new(void);
int lo_message_add_float(lo_message, float);
int lo_message_add_int32(lo_message, int32_t);
void lo_message_free(lo_message);
lo_address lo_message_get_source(lo_message);
int lo_send_message_from(lo_address to, lo_server from, const char *path, lo_message);

enum { UDP = 1 };

static lo_server server;
static float value;
static int32_t count;

static void answer(const char *path, lo_message asked, lo_message answered)
{
    lo_send_message_from(lo_message_get_source(asked), server, path, answered);
    lo_message_free(answered);
}

static int temperature(const char *path, const char *types, lo_arg **args, int argc, lo_message message, void *data)
{
    if (argc == 0) {
        lo_message told = lo_message_new();
        lo_message_add_float(told, value);
        answer(path, message, told);
    } else {
        value = args[0]->f;
        count++;
    }
    return 0;
}

static int how_many(const char *path, const char *types, lo_arg **args, int argc, lo_message message, void *data)
{
    lo_message told = lo_message_new();
    lo_message_add_int32(told, count);
    answer(path, message, told);
    return 0;
}

int main(void)
{
    server = lo_server_new_with_proto(NULL, UDP, NULL);
    if (!server)
        return 1;
    lo_server_add_method(server, "/music/temperature", NULL, temperature, NULL);
    lo_server_add_method(server, "/count", NULL, how_many, NULL);
    printf("%d\n", lo_server_get_port(server));
    fflush(stdout);
    for (;;)
        lo_server_recv(server);
}
