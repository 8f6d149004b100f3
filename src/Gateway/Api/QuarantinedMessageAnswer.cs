using System.Text;
using LiveParking.Grains.Interfaces.Quarantine;

namespace LiveParking.Gateway.Api;

/// <summary>A message in quarantine with its payload: as <c>text</c> when that is UTF-8, otherwise as <c>base64</c>.</summary>
internal sealed record QuarantinedMessageAnswer(
    string Id, DateTimeOffset At, string Source, string Topic, string? LocationId, string? LevelId, string Reason, int Tries, int Size, string? Text, string? Base64)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static QuarantinedMessageAnswer Of(QuarantineContent content)
    {
        var entry = content.Entry;
        var text = TextOf(content.Payload);
        return new QuarantinedMessageAnswer(
            entry.Id, entry.At, entry.Source, entry.Topic, entry.LocationId, entry.LevelId, entry.Reason, entry.Tries, entry.Size, text,
            text is null ? Convert.ToBase64String(content.Payload) : null);
    }

    private static string? TextOf(byte[] payload)
    {
        try
        {
            return Strict.GetString(payload);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
