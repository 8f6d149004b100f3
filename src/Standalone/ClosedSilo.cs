using System.Net;
using Microsoft.AspNetCore.Connections;

namespace LiveParking.Standalone;

/// <summary>
/// Keeps a silo from opening a port. In a cluster of one nobody connects to it, and whoever reached the port, any user of the machine, could
/// call every grain. Orleans asks for a listener at its start; this one binds nothing and accepts nobody.
/// </summary>
internal sealed class ClosedSilo : IConnectionListenerFactory
{
    /// <summary>The port of the silo's own address. Nobody listens on it.</summary>
    public const int NominalPort = 11111;

    /// <summary>Takes the place of every listener that Orleans registered.</summary>
    /// <exception cref="InvalidOperationException">There is none to take the place of, so the port would be opened after all.</exception>
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
