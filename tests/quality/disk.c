/*
 * A disk as bad as disks can be, loaded before libc, for the files below KITBOOK_DISK.
 *
 * The worst power cut: nothing reaches the disk until a program has asked for it by fsync. Beside every file this
 * keeps a copy, in KITBOOK_DURABLE, of what the file was when it was last fsynced; after a kill -9 those copies are
 * what the disk would show once the power is back.
 *
 * A full disk: while there is a file KITBOOK_DURABLE/full, nothing can be written. A dying disk: while there is a file
 * KITBOOK_DURABLE/dying, nothing can be fsynced.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Says whether this is a file of ours, and what it is called. */
static int ours(int fd, char *path) {
  const char *disk = getenv("KITBOOK_DISK");
  char link[64];
  struct stat info;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = disk ? readlink(link, path, PATH_MAX - 1) : -1;
  if (length < 0) return 0;
  path[length] = '\0';
  return strncmp(path, disk, strlen(disk)) == 0 && fstat(fd, &info) == 0 && S_ISREG(info.st_mode);
}

static int is(const char *what) {
  const char *durable = getenv("KITBOOK_DURABLE");
  char marker[PATH_MAX];
  return durable && snprintf(marker, sizeof marker, "%s/%s", durable, what) > 0 && access(marker, F_OK) == 0;
}

static void keep(int fd, char *path) {
  char half[PATH_MAX + 8], kept[PATH_MAX], block[65536];
  if (snprintf(kept, sizeof kept, "%s/%s", getenv("KITBOOK_DURABLE"), basename(path)) >= (int)sizeof kept) abort();
  snprintf(half, sizeof half, "%s.half", kept);
  int copy = open(half, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (copy < 0) abort();
  off_t at = 0;
  ssize_t (*real)(int, const void *, size_t) = (ssize_t (*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
  for (ssize_t got; (got = pread(fd, block, sizeof block, at)) > 0; at += got)
    if (real(copy, block, got) != got) abort();
  close(copy);
  if (rename(half, kept) != 0) abort();
}

static int sync_by(const char *name, int fd) {
  char path[PATH_MAX];
  int own = ours(fd, path);
  if (own && is("dying")) {
    errno = EIO;
    return -1;
  }
  int result = ((int (*)(int))dlsym(RTLD_NEXT, name))(fd);
  if (own && result == 0) keep(fd, path);
  return result;
}

int fsync(int fd) { return sync_by("fsync", fd); }
int fdatasync(int fd) { return sync_by("fdatasync", fd); }

static int no_room(int fd) {
  char path[PATH_MAX];
  if (!ours(fd, path) || !is("full")) return 0;
  errno = ENOSPC;
  return 1;
}

typedef ssize_t (*pwriter)(int, const void *, size_t, off_t);

ssize_t pwrite(int fd, const void *data, size_t size, off_t at) {
  return no_room(fd) ? -1 : ((pwriter)dlsym(RTLD_NEXT, "pwrite"))(fd, data, size, at);
}

ssize_t pwrite64(int fd, const void *data, size_t size, off_t at) {
  return no_room(fd) ? -1 : ((pwriter)dlsym(RTLD_NEXT, "pwrite64"))(fd, data, size, at);
}

ssize_t write(int fd, const void *data, size_t size) {
  if (no_room(fd)) return -1;
  return ((ssize_t (*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write"))(fd, data, size);
}
