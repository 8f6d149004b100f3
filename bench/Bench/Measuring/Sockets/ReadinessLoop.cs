using System.Diagnostics;
using System.Runtime.InteropServices;

namespace LiveParking.Bench.Measuring.Sockets;

/// <summary>
/// One thread that waits for all sockets and reads into one buffer, which stays in the cache of its core. It is as cheap as a reader of
/// every byte can be, so that the CPU is left to the server.
/// </summary>
/// <param name="failed">Called on that thread with the error that ended the loop before it was disposed.</param>
public sealed unsafe class ReadinessLoop(Action<Exception> failed) : IDisposable
{
    private const int BufferBytes = 128 * 1024;
    private const int MaxReady = 256;

    /// <summary>Interval of each client's keep-alive; clients take turns, like clients that began at different times.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);

    private readonly List<LightClient> _clients = [];
    private readonly int _epoll = Posix.EpollCreate(0);
    private Thread? _thread;
    private volatile bool _ended;

    /// <summary>Adds a client, which begins at once: a server does not wait long for the first word. Only before <see cref="Start"/>.</summary>
    public void Add(LightClient client)
    {
        _clients.Add(client);
        client.Begin();
    }

    /// <summary>Begins to read.</summary>
    public void Start()
    {
        if (Posix.SizeOfInterest != sizeof(Posix.Interest))
            throw new PlatformNotSupportedException("The load generator runs on x86-64 only.");
        for (var number = 0; number < _clients.Count; number++)
        {
            var interest = new Posix.Interest { Events = Posix.In, Data = (ulong)number };
            if (Posix.EpollControl(_epoll, Posix.Add, _clients[number].Handle, &interest) != 0)
                throw new InvalidOperationException($"A socket could not be watched (error {Marshal.GetLastPInvokeError()}).");
        }

        _thread = new Thread(Run) { IsBackground = true, Name = "clients" };
        _thread.Start();
    }

    /// <summary>Ends it; then no client is used any more.</summary>
    public void Dispose()
    {
        _ended = true;
        _thread?.Join();
        _clients.ForEach(client => client.Dispose());
        _ = Posix.Close(_epoll);
    }

    private void Run()
    {
        var buffer = (byte*)NativeMemory.Alloc(BufferBytes);
        try
        {
            var ready = stackalloc Posix.Interest[MaxReady];
            var began = Stopwatch.GetTimestamp();
            var said = 0L;
            while (!_ended)
            {
                var count = Posix.EpollWait(_epoll, ready, MaxReady, 100);
                for (var i = 0; i < count; i++)
                    Read(_clients[(int)ready[i].Data], buffer);
                for (var due = (long)(_clients.Count * (Stopwatch.GetElapsedTime(began) / Beat)); said < due; said++)
                    _clients[(int)(said % _clients.Count)].SayAlive();
            }
        }
        catch (Exception failure)
        {
            failed(failure);
        }
        finally
        {
            NativeMemory.Free(buffer);
        }
    }

    private static void Read(LightClient client, byte* buffer)
    {
        var read = Posix.Receive(client.Handle, buffer, BufferBytes, Posix.DontWait);
        if (read > 0)
            client.Take(new ReadOnlySpan<byte>(buffer, (int)read));
        else if (read == 0)
            throw new IOException("The server closed a connection.");
        else if (Marshal.GetLastPInvokeError() is var error && error is not (Posix.TryAgain or Posix.Interrupted))
            throw new IOException($"A connection broke (error {error}).");
    }
}
