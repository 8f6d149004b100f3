using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace LiveParking.Gateway.Access;

/// <summary>
/// A hub connection that ends with its token. It is closed a second after its watches ended, so that they can say why; its client may connect again
/// with another token. A client that takes nothing, not even the close message, is cut off 2 s later.
/// </summary>
internal sealed class HubConnectionAccess : IDisposable
{
    private static readonly TimeSpan UntilClose = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan UntilAbort = TimeSpan.FromSeconds(2);

    private readonly RunningAccess _access;
    private readonly IFeatureCollection _features;
    private readonly TimeProvider _time;
    // Not disposed of, for CloseAsync may be about to use it; without a timer it holds nothing.
    private readonly CancellationTokenSource _disconnected = new();

    public HubConnectionAccess(RunningAccess access, IFeatureCollection features, TimeProvider time)
    {
        (_access, _features, _time) = (access, features, time);
        _access.Ended.UnsafeRegister(static self => _ = ((HubConnectionAccess)self!).CloseAsync(), this);
    }

    /// <summary>The connection is gone.</summary>
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
        await Task.Delay(delay, _time, _disconnected.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !_disconnected.IsCancellationRequested;
    }
}
