using System.Net.Sockets;

namespace LiveParking.EmbeddedStore;

/// <summary>
/// A socket in the data folder. On it the process that owns the folder serves other programs of the same user; nobody else can reach it.
/// </summary>
public sealed class OwnerSocket : IDisposable
{
    private const string Name = "owner";

    private readonly StoreSocket _place;
    private readonly Socket _listener;

    private OwnerSocket(StoreSocket place, Socket listener) => (_place, _listener) = (place, listener);

    /// <summary>Listens. Only for the process that has the store of this folder open.</summary>
    /// <param name="store">The store.</param>
    /// <exception cref="SocketException">The socket can't be made.</exception>
    public static OwnerSocket Listen(StoreServer store)
    {
        ArgumentNullException.ThrowIfNull(store);
        // A process that was killed leaves its socket.
        File.Delete(Path.Combine(store.Folder, Name));
        var place = StoreSocket.In(store.Folder, Name);
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            listener.Bind(place.EndPoint);
            listener.Listen();
            return new OwnerSocket(place, listener);
        }
        catch
        {
            listener.Dispose();
            place.Dispose();
            throw;
        }
    }

    /// <summary>Connects to the process that owns a data folder.</summary>
    /// <param name="dataFolder">The data folder of that process.</param>
    /// <returns>The connection; null when no process listens.</returns>
    public static async Task<Socket?> ConnectAsync(string dataFolder, CancellationToken cancellation = default)
    {
        var folder = Path.Combine(Path.GetFullPath(dataFolder), "store");
        if (!File.Exists(Path.Combine(folder, Name)))
            return null;
        using var place = StoreSocket.In(folder, Name);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(place.EndPoint, cancellation);
            return socket;
        }
        catch (SocketException)
        {
            // A process that was killed left its socket.
            socket.Dispose();
            return null;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Waits for a program that connects.</summary>
    public async Task<Socket> AcceptAsync(CancellationToken cancellation) => await _listener.AcceptAsync(cancellation);

    /// <inheritdoc/>
    public void Dispose()
    {
        _listener.Dispose();
        _place.Dispose();
    }
}
