"""A network cable between a screen and the server that can be cut: a small TCP proxy on the loopback."""

import select
import socket
import struct
import threading


class Cable:
    """Passes bytes on until it is cut; plugged in again, it takes new connections."""

    def __init__(self, server):
        self.target = ("127.0.0.1", server.port)
        self.lock = threading.Lock()
        self.pairs = set()
        self.door = None
        self.port = 0
        self.silent = False
        self.plug_in()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def plug_in(self):
        """Takes connections, at the same address as before."""
        self.silent = False
        if self.door:
            return
        self.door = socket.create_server(("127.0.0.1", self.port), backlog=64)
        self.port = self.door.getsockname()[1]
        threading.Thread(target=self._accept, args=(self.door,), daemon=True).start()

    def cut(self):
        """Pulls the plug: every connection is reset at both ends, new ones are refused."""
        door, self.door = self.door, None
        if door:
            door.shutdown(socket.SHUT_RDWR)
            door.close()
        self._reset_all()

    def go_silent(self):
        """A dead Wi-Fi: nobody says goodbye, nothing passes any more. Ends with `plug_in`; what was open stays dead."""
        self.silent = True

    def remove(self):
        self.cut()

    def _reset_all(self):
        with self.lock:
            pairs, self.pairs = self.pairs, set()
        for pair in pairs:
            for end in pair:
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                try:
                    end.shutdown(socket.SHUT_RD)  # wakes the thread that waits on it
                except OSError:
                    pass
                end.close()

    def _accept(self, door):
        while True:
            try:
                near, _ = door.accept()
            except OSError:
                return
            try:
                far = socket.create_connection(self.target, timeout=5)
            except OSError:
                near.close()
                continue
            far.settimeout(None)
            pair = (near, far)
            with self.lock:
                self.pairs.add(pair)
            threading.Thread(target=self._carry, args=(pair,), daemon=True).start()

    def _carry(self, pair):
        """Both directions of one connection. One that has met silence carries nothing ever again."""
        near, far = pair
        dead = False
        try:
            while True:
                ready, _, _ = select.select(pair, [], [], 5)
                for end in ready:
                    data = end.recv(65_536)
                    dead = dead or self.silent
                    if not data:
                        return
                    if not dead:
                        (far if end is near else near).sendall(data)
        except (OSError, ValueError):
            pass
        finally:
            with self.lock:
                known = pair in self.pairs
                self.pairs.discard(pair)
            if known:
                near.close()
                far.close()
