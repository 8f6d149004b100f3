"""Serves a moving ball as H.264 on rtsp://127.0.0.1:PORT/cam. Arguments: PORT [USER:PASSWORD]. Prints "ready".

Each line of standard input is a pattern of videotestsrc to go on with, such as smpte100, which stands still.
"""
import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer

Gst.init(None)
server = GstRtspServer.RTSPServer()
server.set_address("127.0.0.1")
server.set_service(sys.argv[1])
factory = GstRtspServer.RTSPMediaFactory()
factory.set_shared(True)
factory.set_launch(
    "( videotestsrc name=picture is-live=true pattern=ball ! video/x-raw,width=640,height=360,framerate=30/1 "
    "! x264enc tune=zerolatency speed-preset=ultrafast key-int-max=15 ! rtph264pay name=pay0 pt=96 )"
)

if len(sys.argv) > 2:
    user, password = sys.argv[2].split(":")
    token = GstRtspServer.RTSPToken()
    token.set_string("media.factory.role", "viewer")
    auth = GstRtspServer.RTSPAuth()
    auth.add_basic(GstRtspServer.RTSPAuth.make_basic(user, password), token)
    server.set_auth(auth)
    permissions = GstRtspServer.RTSPPermissions()
    permissions.add_permission_for_role("viewer", "media.factory.access", True)
    permissions.add_permission_for_role("viewer", "media.factory.construct", True)
    factory.set_permissions(permissions)

pictures = []


def configure(_factory, media):
    pictures.append(media.get_element().get_by_name("picture"))


def change(channel, _condition):
    line = sys.stdin.readline().strip()
    if not line:
        return False
    for picture in pictures:
        Gst.util_set_object_arg(picture, "pattern", line)
    return True


factory.connect("media-configure", configure)
GLib.io_add_watch(sys.stdin, GLib.IO_IN, change)
server.get_mount_points().add_factory("/cam", factory)
if server.attach(None) == 0:
    sys.exit("the port is in use")
print("ready", flush=True)
GLib.MainLoop().run()
