using Orleans;
using Orleans.Runtime;

namespace LiveParking.Hosting.Clustering.Calls;

/// <summary>
/// Sends the proof of this process along with each of its calls. A client of the cluster gets none: it could use it. What the caller of this call sent
/// along is not passed on.
/// </summary>
internal sealed class ProvenCallFilter(ProcessProofs proofs) : IOutgoingGrainCallFilter
{
    /// <inheritdoc/>
    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        // What is set here ends with this method.
        if (context.TargetId.IsClient())
            RequestContext.Remove(ProcessProof.ContextKey);
        else
            RequestContext.Set(ProcessProof.ContextKey, proofs.For(CallTargets.Of(context.TargetId, context.InterfaceMethod)));
        await context.Invoke();
    }
}
