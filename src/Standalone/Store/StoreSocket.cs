using System.ComponentModel;
using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace LiveParking.Standalone.Store;

/// <summary>
/// Where the embedded store listens: a socket in a folder that only the user of this process can enter. The folder is the store's own, so that a
/// process that is killed leaves nothing behind elsewhere.
/// </summary>
internal sealed partial class StoreSocket : IDisposable
{
    /// <summary>The kernel takes paths of up to 107 bytes.</summary>
    private const int LongestPath = 107;

    private const int CloseOnExec = 0x80000;

    private readonly SafeFileHandle? _open;
    private readonly string? _temporary;

    private StoreSocket(string folder, SafeFileHandle? open, string? temporary)
    {
        (_open, _temporary) = (open, temporary);
        EndPoint = new UnixDomainSocketEndPoint(Path.Combine(folder, "socket"));
    }

    /// <summary>The socket; good until this object is disposed.</summary>
    public UnixDomainSocketEndPoint EndPoint { get; }

    /// <summary>
    /// A socket in the store's own folder. When its path is too long, or has a character with a meaning in a connection string, the path leads
    /// through an open handle of the folder. Where there is no <c>/proc</c>, it is in a new folder for temporary files of mode 0700 instead.
    /// </summary>
    /// <param name="folder">The store's folder, mode 0700.</param>
    /// <exception cref="IOException">The folder can't be opened.</exception>
    public static StoreSocket In(string folder)
    {
        var path = Path.Combine(folder, "socket");
        if (Encoding.UTF8.GetByteCount(path) <= LongestPath && !path.AsSpan().ContainsAny(",="))
            return new StoreSocket(folder, null, null);
        if (!OperatingSystem.IsLinux())
        {
            var temporary = Directory.CreateTempSubdirectory("live-parking-").FullName;
            return new StoreSocket(temporary, null, temporary);
        }

        var open = new SafeFileHandle(OpenFolder(folder, CloseOnExec), ownsHandle: true);
        return open.IsInvalid
            ? throw new IOException($"The folder '{folder}' can't be opened.", new Win32Exception(Marshal.GetLastPInvokeError()))
            : new StoreSocket(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{open.DangerousGetHandle()}"), open, null);
    }

    /// <summary>Call it after the server has stopped, which removes the socket itself.</summary>
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
