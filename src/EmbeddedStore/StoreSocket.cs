using System.ComponentModel;
using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace LiveParking.EmbeddedStore;

/// <summary>
/// A socket in the folder of the embedded store, which only the user of this process can enter. The folder is the store's own, so that a killed
/// process leaves nothing behind elsewhere.
/// </summary>
internal sealed partial class StoreSocket : IDisposable
{
    /// <summary>Maximum path length that the kernel accepts: 107 bytes.</summary>
    private const int MaxPathLength = 107;

    private const int CloseOnExec = 0x80000;

    private readonly SafeFileHandle? _open;
    private readonly string? _temporary;

    private StoreSocket(string folder, string name, SafeFileHandle? open, string? temporary)
    {
        (_open, _temporary) = (open, temporary);
        EndPoint = new UnixDomainSocketEndPoint(Path.Combine(folder, name));
    }

    /// <summary>The socket; valid until this object is disposed.</summary>
    public UnixDomainSocketEndPoint EndPoint { get; }

    /// <summary>
    /// Creates a socket in the store's own folder. When its path is too long, or has a special character for connection strings, the path goes
    /// through an open handle of the folder. Where there is no <c>/proc</c>, the socket is in a new temporary folder of mode 0700 instead.
    /// </summary>
    /// <param name="folder">The store's folder, mode 0700.</param>
    /// <param name="name">The name of the socket in it.</param>
    /// <exception cref="IOException">The folder can't be opened.</exception>
    public static StoreSocket In(string folder, string name = "socket")
    {
        var path = Path.Combine(folder, name);
        if (Encoding.UTF8.GetByteCount(path) <= MaxPathLength && !path.AsSpan().ContainsAny(",="))
            return new StoreSocket(folder, name, null, null);
        if (!OperatingSystem.IsLinux())
        {
            var temporary = Directory.CreateTempSubdirectory("live-parking-").FullName;
            return new StoreSocket(temporary, name, null, temporary);
        }

        var open = new SafeFileHandle(OpenFolder(folder, CloseOnExec), ownsHandle: true);
        return open.IsInvalid
            ? throw new IOException($"The folder '{folder}' can't be opened.", new Win32Exception(Marshal.GetLastPInvokeError()))
            : new StoreSocket(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{open.DangerousGetHandle()}"), name, open, null);
    }

    /// <summary>Call it after the server has stopped; the server removes the socket itself.</summary>
    public void Dispose()
    {
        _open?.Dispose();
        if (_temporary is not null && Directory.Exists(_temporary))
            Directory.Delete(_temporary, recursive: true);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint OpenFolder(string path, int flags);
}
