using System.Runtime.InteropServices;

namespace LiveParking.Bench.Measuring.Sockets;

/// <summary>Functions of Linux' C library to wait for many sockets on one thread (epoll(7)) and to read available data.</summary>
internal static unsafe partial class Posix
{
    public const int Add = 1;
    public const uint In = 1;
    public const int DontWait = 0x40;
    public const int TryAgain = 11;
    public const int Interrupted = 4;

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    public static partial int EpollCreate(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    public static partial int EpollControl(int epoll, int operation, int socket, Interest* interest);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    public static partial int EpollWait(int epoll, Interest* ready, int most, int milliseconds);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    public static partial nint Receive(int socket, byte* buffer, nuint length, int flags);

    [LibraryImport("libc", EntryPoint = "close")]
    public static partial int Close(int descriptor);

    /// <summary>The struct <c>epoll_event</c>, which has no gaps on x86-64 and is aligned elsewhere.</summary>
    public static int SizeOfInterest => RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;

    /// <summary>As on x86-64.</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    public struct Interest
    {
        public uint Events;
        public ulong Data;
    }
}
