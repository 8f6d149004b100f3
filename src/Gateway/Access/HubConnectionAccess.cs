using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace LiveParking.Gateway.Access;

/// <summary>
/// Ends a hub connection together with its token. The connection is closed a second after its watches ended, so that they can send the reason. The
/// client may reconnect with another token. A client that reads nothing, not even the close message, is aborted 2 s later.
/// </summary>
internal sealed class HubConnectionAccess : IDisposable
{
    private static readonly TimeSpan UntilClose = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan UntilAbort = TimeSpan.FromSeconds(2);

    private readonly ActiveAccess _access;
    private readonly IFeatureCollection _features;
    private readonly TimeProvider _timeProvider;
    // Not disposed, because CloseAsync may be about to use it. Without a timer it holds no resources.
    private readonly CancellationTokenSource _disconnected = new();

    public HubConnectionAccess(ActiveAccess access, IFeatureCollection features, TimeProvider timeProvider)
    {
        (_access, _features, _timeProvider) = (access, features, timeProvider);
        _access.Ended.UnsafeRegister(static self => _ = ((HubConnectionAccess)self!).CloseAsync(), this);
    }

    /// <summary>The connection is closed.</summary>
    public void Dispose()
    {
        _disconnected.Cancel();
        _access.Dispose();
    }

    private async Task CloseAsync()
    {
        if (await IsOpenAfterAsync(UntilClose))
            _features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
        if (await IsOpenAfterAsync(UntilAbort))
            _features.Get<IConnectionLifetimeFeature>()?.Abort();
    }

    private async Task<bool> IsOpenAfterAsync(TimeSpan delay)
    {
        await Task.Delay(delay, _timeProvider, _disconnected.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !_disconnected.IsCancellationRequested;
    }
}
