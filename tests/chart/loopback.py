"""Brings up `lo` in this network namespace. <https://man7.org/linux/man-pages/man7/netdevice.7.html>"""

import fcntl
import socket
import struct

SIOCSIFFLAGS, IFF_UP = 0x8914, 0x1

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
    fcntl.ioctl(sock, SIOCSIFFLAGS, struct.pack("16sh", b"lo", IFF_UP))
