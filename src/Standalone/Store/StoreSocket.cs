using System.Net.Sockets;
using System.Text;

namespace LiveParking.Standalone.Store;

/// <summary>Where the embedded store listens: a socket in a folder that only the user of this process can enter.</summary>
internal static class StoreSocket
{
    /// <summary>The kernel takes paths of up to 107 bytes.</summary>
    private const int LongestPath = 107;

    /// <summary>
    /// A socket in the store's own folder. When its path is too long, or has a character with a meaning in a connection string, in a new folder for
    /// temporary files of mode 0700.
    /// </summary>
    /// <param name="folder">The store's folder, mode 0700.</param>
    public static UnixDomainSocketEndPoint In(string folder)
    {
        var path = Path.Combine(folder, "socket");
        var isUsable = Encoding.UTF8.GetByteCount(path) <= LongestPath && !path.AsSpan().ContainsAny(",=");
        return new UnixDomainSocketEndPoint(isUsable ? path : Path.Combine(Directory.CreateTempSubdirectory("live-parking-").FullName, "socket"));
    }

    /// <summary>Removes the folder for temporary files that <see cref="In"/> made. The socket itself is gone with its server.</summary>
    public static void Remove(System.Net.EndPoint endPoint, string folder)
    {
        if (endPoint is UnixDomainSocketEndPoint socket && Path.GetDirectoryName(socket.ToString()) is { } own && own != folder)
            Directory.Delete(own, recursive: true);
    }
}
