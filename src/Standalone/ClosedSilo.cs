using System.Net;
using Microsoft.AspNetCore.Connections;

namespace LiveParking.Standalone;

/// <summary>
/// Prevents a silo from opening a port. In a cluster of one silo nothing connects to it, and any user of the machine who reached the port could call
/// every grain. Orleans needs a listener at startup; this one binds nothing and accepts no connection.
/// </summary>
internal sealed class ClosedSilo : IConnectionListenerFactory
{
    /// <summary>The port in the silo's own address. No listener uses it.</summary>
    public const int NominalPort = 11111;

    /// <summary>Replaces every listener that Orleans registered.</summary>
    /// <exception cref="InvalidOperationException">There is no listener to replace, so the port would be opened after all.</exception>
    public static void Apply(ISiloBuilder silo)
    {
        var open = silo.Services.Where(service => service.IsKeyedService && service.ServiceType == typeof(IConnectionListenerFactory)).ToList();
        if (open.Count == 0)
            throw new InvalidOperationException("This version of Orleans registers no connection listeners, so the silo's port can't be kept closed.");
        foreach (var service in open)
        {
            silo.Services.Remove(service);
            silo.Services.AddKeyedSingleton<IConnectionListenerFactory>(service.ServiceKey, new ClosedSilo());
        }
    }

    /// <inheritdoc/>
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) => new(new ClosedListener(endpoint));

    private sealed class ClosedListener(EndPoint endpoint) : IConnectionListener
    {
        private readonly TaskCompletionSource<ConnectionContext?> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public EndPoint EndPoint => endpoint;

        public ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) => new(_end.Task.WaitAsync(cancellationToken));

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
        {
            _end.TrySetResult(null);
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync() => UnbindAsync();
    }
}
