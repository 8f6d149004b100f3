using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Access;
using LiveParking.Grains.Interfaces.Cameras;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;

namespace LiveParking.Hosting.Clustering.Calls;

/// <summary>
/// Decides in front of every grain of a silo, and of Orleans itself, whether a call is taken. Central silos and gateways prove what they are, and may
/// call everything. The silo of a site may call what it needs. Every other caller is a program, and needs a token.
/// </summary>
internal sealed partial class CallGuard(ProcessProofs proofs, IServiceProvider services, TimeProvider timeProvider, ILogger<CallGuard> logger) : IIncomingGrainCallFilter
{
    /// <summary>A tick of a timer. One that another process makes up fails: no grain implements it.</summary>
    private const string Timer = "Orleans.Runtime.IGrainTimerInvoker";

    /// <summary>Which grains the silos have. Every client asks for that before its first call.</summary>
    private const string Manifest = "Orleans.Runtime.IClusterManifestSystemTarget";

    private readonly Lazy<CallTokenCheck?> _tokens = new(services.GetService<CallTokenCheck>);
    private long _reportedAt;
    private long _unreported;

    /// <inheritdoc/>
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        if (!IsOpen(context))
            await RequireAsync(context);
        await context.Invoke();
    }

    private static bool IsOpen(IIncomingGrainCallContext context) =>
        context.TargetId.IsClient() || context.InterfaceMethod.DeclaringType?.FullName is Timer or Manifest;

    private async ValueTask RequireAsync(IIncomingGrainCallContext context)
    {
        try
        {
            if (SentProof.Take() is not { } text)
                await RequireTokenAsync(context);
            else if (await proofs.ReadAsync(text) is not { } proof || proof.Target != CallTargets.Of(context.TargetId, context.InterfaceMethod))
                throw new ForbiddenException("The proof of the calling process is not valid here.");
            else
                Require(proof, context);
        }
        catch (Exception refusal) when (refusal is UnauthorizedException or ForbiddenException)
        {
            Report(context, refusal.Message);
            throw;
        }
    }

    /// <summary>At most once a second: whoever is refused may go on trying.</summary>
    private void Report(IIncomingGrainCallContext context, string reason)
    {
        var (second, last) = (timeProvider.GetUtcNow().ToUnixTimeSeconds(), Interlocked.Read(ref _reportedAt));
        if (second == last || Interlocked.CompareExchange(ref _reportedAt, second, last) != last)
            Interlocked.Increment(ref _unreported);
        else
            Log.Refused(logger, context.InterfaceName, context.MethodName, reason, Interlocked.Exchange(ref _unreported, 0));
    }

    private Task RequireTokenAsync(IIncomingGrainCallContext context) => _tokens.Value is { } check
        ? check(context)
        : throw new ForbiddenException("Programs call central silos only.");

    private static void Require(ProcessProof proof, IIncomingGrainCallContext context)
    {
        var isAllowed = proof.Role switch
        {
            ClusterRole.Central or ClusterRole.Gateway => true,
            ClusterRole.Site => proof.Target == CallTarget.Runtime || IsOpenToSites(proof, context),
            _ => false,
        };
        if (!isAllowed)
            throw new ForbiddenException($"A process with the role {proof.Role.ToString().ToLowerInvariant()} may not call {context.InterfaceName}.{context.MethodName} of '{context.TargetId.Key}'.");
    }

    private static bool IsOpenToSites(ProcessProof proof, IIncomingGrainCallContext context)
    {
        if (!context.InterfaceMethod.IsDefined(typeof(OpenToSitesAttribute), inherit: false))
            return false;
        return proof.Locations.Count == 0
            || context.InterfaceMethod.Name != nameof(ILocationCamerasGrain.AnnounceCamerasAsync)
            || proof.Locations.Contains(context.TargetId.Key.ToString());
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A call of {Interface}.{Method} was refused. {Reason} ({LeftOut} more were since the last such line.)")]
        public static partial void Refused(ILogger logger, string @interface, string method, string reason, long leftOut);
    }
}
