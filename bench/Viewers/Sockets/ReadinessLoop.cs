using System.Diagnostics;
using System.Runtime.InteropServices;

namespace LiveParking.Viewers.Sockets;

/// <summary>
/// One thread that waits for all sockets and reads into one buffer, which stays in the cache of its core: as light as a reader that looks
/// at every byte can be, so that the machine is left to the server.
/// </summary>
internal sealed unsafe class ReadinessLoop : IDisposable
{
    private const int BufferBytes = 128 * 1024;
    private const int MostReady = 256;
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);

    private readonly List<Viewer> _viewers = [];
    private readonly int _epoll = Posix.EpollCreate(0);
    private readonly Thread _thread;
    private volatile bool _ended;
    private volatile Exception? _failure;

    public ReadinessLoop() => _thread = new Thread(Run) { IsBackground = true, Name = "viewers" };

    public void Add(Viewer viewer) => _viewers.Add(viewer);

    public void Start()
    {
        if (Posix.SizeOfInterest != sizeof(Posix.Interest))
            throw new PlatformNotSupportedException("The load generator runs on x86-64 only.");
        for (var number = 0; number < _viewers.Count; number++)
        {
            var interest = new Posix.Interest { Events = Posix.In, Data = (ulong)number };
            if (Posix.EpollControl(_epoll, Posix.Add, _viewers[number].Handle, &interest) != 0)
                throw new InvalidOperationException($"A socket could not be watched (error {Marshal.GetLastPInvokeError()}).");
        }

        _viewers.ForEach(viewer => viewer.Begin());
        _thread.Start();
    }

    /// <summary>Throws what ended the loop.</summary>
    public void ThrowIfFailed()
    {
        if (_failure is { } failure)
            throw new InvalidOperationException($"A viewer failed: {failure.Message}", failure);
    }

    public void Dispose()
    {
        _ended = true;
        if (_thread.IsAlive)
            _thread.Join();
        _viewers.ForEach(viewer => viewer.Dispose());
        _ = Posix.Close(_epoll);
    }

    private void Run()
    {
        try
        {
            var buffer = (byte*)NativeMemory.Alloc(BufferBytes);
            var ready = stackalloc Posix.Interest[MostReady];
            var beat = Stopwatch.GetTimestamp();
            while (!_ended)
            {
                var count = Posix.EpollWait(_epoll, ready, MostReady, 100);
                for (var each = 0; each < count; each++)
                    Read(_viewers[(int)ready[each].Data], buffer);
                if (Stopwatch.GetElapsedTime(beat) > Beat)
                {
                    beat = Stopwatch.GetTimestamp();
                    _viewers.ForEach(viewer => viewer.SayAlive());
                }
            }

            NativeMemory.Free(buffer);
        }
        catch (Exception failure)
        {
            _failure = failure;
            Console.Error.WriteLine(failure.Message);
            Environment.Exit(1);
        }
    }

    private static void Read(Viewer viewer, byte* buffer)
    {
        var read = Posix.Receive(viewer.Handle, buffer, BufferBytes, Posix.DontWait);
        if (read > 0)
            viewer.Take(new ReadOnlySpan<byte>(buffer, (int)read));
        else if (read == 0)
            throw new IOException("The server closed a connection.");
        else if (Marshal.GetLastPInvokeError() is var error && error is not (Posix.TryAgain or Posix.Interrupted))
            throw new IOException($"A connection broke (error {error}).");
    }
}
