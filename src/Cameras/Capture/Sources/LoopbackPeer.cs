using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;

namespace LiveParking.Cameras.Capture.Sources;

/// <summary>Finds the user who owns the other end of a loopback connection. Any user of this machine may connect to a loopback port.</summary>
internal static partial class LoopbackPeer
{
    private const string Table = "/proc/net/tcp";
    private const string Established = "01";
    private const int Attempts = 3;

    /// <summary>
    /// Whether the other end of a connection over 127.0.0.1 is an IPv4 socket of this process's user, as that of ffmpeg is. True where the kernel
    /// provides no socket table.
    /// </summary>
    /// <param name="peer">The other end.</param>
    /// <param name="own">This end.</param>
    public static bool IsOfThisUser(IPEndPoint peer, IPEndPoint own)
    {
        if (!File.Exists(Table))
            return true;
        var user = EffectiveUser().ToString(CultureInfo.InvariantCulture);
        // The table changes while it is read, so a row may be missed.
        return Enumerable.Range(0, Attempts).Any(_ => File.ReadLines(Table).Any(line => IsRow(line, Text(peer), Text(own), user)));
    }

    /// <summary>The columns: number, local address, remote address, state, queues, timer, retransmissions, user, timeout, inode.</summary>
    internal static bool IsRow(string line, string local, string remote, string user)
    {
        var columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        // A socket without an owner is listed as root's, with the inode 0.
        return columns.Length > 9 && columns[1] == local && columns[2] == remote && columns[3] == Established && columns[7] == user && columns[9] != "0";
    }

    /// <summary>The kernel's notation: the address as a number in this machine's byte order, and the port, both in hexadecimal digits.</summary>
    internal static string Text(IPEndPoint endPoint) =>
        string.Create(CultureInfo.InvariantCulture, $"{BitConverter.ToUInt32(endPoint.Address.MapToIPv4().GetAddressBytes()):X8}:{endPoint.Port:X4}");

    [LibraryImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial uint EffectiveUser();
}
