using Orleans;
using Orleans.Runtime;

namespace LiveParking.Hosting.Clustering.Calls;

/// <summary>
/// The proof in the context of a call. Orleans sends the context of a call back with the answer: whoever could have the answers of another process sent to
/// itself would have its proofs. So the receiver takes the text out, and what goes back is empty. Not immutable, so that each call has an object of its own.
/// </summary>
[GenerateSerializer, Alias("live-parking.SentProof")]
internal sealed class SentProof
{
    private const string ContextKey = "live-parking.process";

    /// <summary>The text of the proof; null when it was taken out.</summary>
    [Id(0)]
    public string? Text { get; set; }

    /// <summary>Takes the proof out of the current call; null when there is none.</summary>
    public static string? Take()
    {
        if (RequestContext.Get(ContextKey) is not SentProof sent)
            return null;
        var text = sent.Text;
        sent.Text = null;
        return text;
    }

    /// <summary>Sends a proof along with the next call of this flow; none when it is null.</summary>
    public static void SendAlong(string? text)
    {
        if (text is null)
            RequestContext.Remove(ContextKey);
        else
            RequestContext.Set(ContextKey, new SentProof { Text = text });
    }
}
