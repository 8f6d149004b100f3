using LiveParking.Grains.Interfaces.Access;
using Orleans;
using Orleans.Runtime;

namespace LiveParking.Hosting.Clustering.Calls;

/// <summary>
/// Sends the proof of this process along with each of its calls. A client of the cluster gets none: it could use it. The proof or the token that came with
/// the call in which this one is made goes no further.
/// </summary>
internal sealed class ProvenCallFilter(ProcessProofs proofs) : IOutgoingGrainCallFilter
{
    /// <inheritdoc/>
    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        // What is set here ends with this method.
        CallToken.Forget();
        SentProof.SendAlong(context.TargetId.IsClient() ? null : proofs.For(CallTargets.Of(context.TargetId, context.InterfaceMethod)));
        await context.Invoke();
    }
}
