using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.ExceptionServices;
using System.Security.Authentication;

namespace LiveParking.Cameras.Capture.Sources;

/// <summary>
/// Relays the RTSP of one camera to ffmpeg over a loopback port. ffmpeg follows redirects to any address, with the camera's password, and has no
/// option to disable this. Behind the relay it never sees a redirect, and it knows only the relay's address. TLS to the camera ends here. Connections
/// of other users of this machine are rejected, because they must not use the connection to the camera.
/// </summary>
internal sealed class RtspRelay : IDisposable
{
    private const int RtspPort = 554, RtspsPort = 322;

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    private readonly Stream _camera;
    private readonly TcpListener _listener;
    private readonly Thread _fromCamera;
    private readonly object _lock = new();
    private TcpClient? _ffmpeg;
    private bool _closed;
    private volatile string? _fault;

    private RtspRelay(Uri address, Stream camera)
    {
        _camera = camera;
        _listener = new TcpListener(IPAddress.Loopback, 0);
        _listener.Start();
        Address = AddressBehind(address, (IPEndPoint)_listener.LocalEndpoint);
        _fromCamera = new Thread(Run) { IsBackground = true, Name = "RTSP relay" };
        _fromCamera.Start();
    }

    /// <summary>The address for ffmpeg: this relay, with the camera's user, password, path and query.</summary>
    public string Address { get; }

    /// <summary>Why the relay ended the connection; null when it did not.</summary>
    public string? Fault => _fault;

    /// <summary>Connects to the camera.</summary>
    /// <param name="address">With the scheme <c>rtsp</c> or <c>rtsps</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="CaptureException">The connection failed.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public static RtspRelay Connect(Uri address, CancellationToken cancellationToken)
    {
        var isTls = address.Scheme == "rtsps";
        var client = new TcpClient { NoDelay = true };
        try
        {
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            timeout.CancelAfter(ConnectTimeout);
            Wait(client.ConnectAsync(address.IdnHost, address.Port > 0 ? address.Port : isTls ? RtspsPort : RtspPort, timeout.Token).AsTask());
            Stream stream = client.GetStream();
            if (isTls)
            {
                var tls = new SslStream(stream);
                Wait(tls.AuthenticateAsClientAsync(TlsOptions(address), timeout.Token));
                stream = tls;
            }

            return new RtspRelay(address, stream);
        }
        catch (Exception fault) when (fault is SocketException or IOException or AuthenticationException or OperationCanceledException)
        {
            client.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            throw new CaptureException(
                fault is AuthenticationException ? "the encrypted connection cannot be made"
                : fault is OperationCanceledException ? ConnectionReasons.NoAnswer
                : ConnectionReasons.Of(fault) ?? "the connection cannot be made",
                fault);
        }
    }

    public void Dispose()
    {
        Close();
        _fromCamera.Join();
    }

    /// <summary>Blocks until the task ends; allowed because a capture has its own thread.</summary>
    private static void Wait(Task task)
    {
        Task.WhenAny(task).Wait(CancellationToken.None);
        if (task.IsCanceled)
            throw new OperationCanceledException();
        if (task.Exception?.InnerException is { } fault)
            ExceptionDispatchInfo.Throw(fault);
    }

    // Cameras have self-signed certificates. The connection is encrypted, but the camera's identity is not checked.
    [SuppressMessage("Security", "CA5359", Justification = "Cameras have self-signed certificates; docs/security.md says that they are not checked.")]
    private static SslClientAuthenticationOptions TlsOptions(Uri address) => new()
    {
        TargetHost = address.IdnHost,
        RemoteCertificateValidationCallback = static (_, _, _, _) => true,
    };

    private static string AddressBehind(Uri address, IPEndPoint relay)
    {
        // The original spelling: to the camera a canonical form of the path may be a different path.
        var text = address.OriginalString;
        var authority = text.IndexOf("://", StringComparison.Ordinal) + 3;
        var path = text.IndexOfAny(['/', '?'], authority);
        var login = address.UserInfo.Length == 0 ? "" : address.UserInfo + "@";
        return $"rtsp://{login}{relay}{(path < 0 ? "" : text[path..])}";
    }

    private void Run()
    {
        Thread? toCamera = null;
        try
        {
            var ffmpeg = AcceptOwn();
            lock (_lock)
            {
                _ffmpeg = ffmpeg;
                _listener.Stop();
                if (_closed)
                    return;
            }

            ffmpeg.NoDelay = true;
            toCamera = new Thread(CopyToCamera) { IsBackground = true, Name = "RTSP relay, requests" };
            toCamera.Start(ffmpeg.GetStream());
            using var to = new BufferedStream(ffmpeg.GetStream(), 64 * 1024);
            new RtspMessageReader(_camera, to).CopyAll();
        }
        catch (CaptureException fault)
        {
            _fault = fault.Message;
        }
        catch (Exception fault) when (IsEnd(fault))
        {
            // ffmpeg ended, the camera broke its connection, or the relay was closed. Closing ends ffmpeg, which reports the reason.
            _fault ??= _closed ? null : "the connection broke";
        }
        finally
        {
            Close();
            toCamera?.Join();
            lock (_lock)
                _ffmpeg?.Dispose();
        }
    }

    /// <summary>Waits for ffmpeg, which runs as the user of this process.</summary>
    private TcpClient AcceptOwn()
    {
        while (true)
        {
            var client = _listener.AcceptTcpClient();
            if (IsOwn(client.Client))
                return client;
            client.Dispose();
        }
    }

    private static bool IsOwn(Socket client)
    {
        try
        {
            return client is { RemoteEndPoint: IPEndPoint peer, LocalEndPoint: IPEndPoint own } && LoopbackPeer.IsOfThisUser(peer, own);
        }
        catch (SocketException)
        {
            return false; // whoever it was has hung up
        }
    }

    private void CopyToCamera(object? requests)
    {
        try
        {
            ((Stream)requests!).CopyTo(_camera, 4096);
        }
        catch (Exception fault) when (IsEnd(fault))
        {
            // The other thread detects the same end.
        }
        finally
        {
            Close();
        }
    }

    private static bool IsEnd(Exception fault) => fault is IOException or SocketException or ObjectDisposedException or InvalidOperationException;

    private void Close()
    {
        lock (_lock)
        {
            if (_closed)
                return;
            _closed = true;
            _listener.Stop();
            _camera.Dispose();
            _ffmpeg?.Close();
        }
    }
}
