using System.Security.Cryptography;
using System.Text;
using LiveParking.Grains.Interfaces.Quarantine;

namespace LiveParking.Grains.Quarantine;

/// <summary>Decides which messages the quarantine keeps and drops.</summary>
internal static class QuarantineRules
{
    private const int MaxMessages = 10_000;
    private const int MaxReason = 300;
    private const int IdBytes = 16;

    /// <summary>The id of a message: a fingerprint of its topic and payload, so that a message delivered twice is one entry.</summary>
    public static string IdOf(string topic, ReadOnlySpan<byte> payload)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(topic));
        hash.AppendData([0]);
        hash.AppendData(payload);
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, IdBytes));
    }

    /// <summary>The lowest slot numbers without an entry.</summary>
    /// <param name="state">The stored state.</param>
    /// <param name="count">Number of slots.</param>
    public static List<int> FreeSlots(QuarantineState state, int count)
    {
        var used = state.Entries.Select(entry => entry.Slot).ToHashSet();
        return [.. Enumerable.Range(0, used.Count + count).Where(slot => !used.Contains(slot)).Take(count)];
    }

    /// <summary>Creates the entry of a message.</summary>
    public static QuarantineEntry EntryOf(QuarantinedMessage message, string id, DateTimeOffset now) =>
        new(id, now, message.Source, message.Topic, message.LocationId, message.LevelId, Cut(message.Reason), message.Tries, message.Payload.Length);

    /// <summary>Adds an entry whose payload is stored, and drops the oldest ones until the limits hold; the new one always stays.</summary>
    public static (QuarantineState State, IReadOnlyList<QuarantineEntry> Dropped) Add(QuarantineState state, StoredEntry added, QuarantineLimits limits)
    {
        var entries = state.Entries.Add(added);
        var most = Math.Clamp(limits.Messages, 1, MaxMessages);
        var bytes = entries.Sum(entry => (long)entry.Entry.Size);
        var drop = 0;
        for (; drop < entries.Count - 1 && (entries.Count - drop > most || bytes > limits.Bytes); drop++)
            bytes -= entries[drop].Entry.Size;
        var dropped = entries.GetRange(0, drop);
        return (
            state with
            {
                Entries = entries.RemoveRange(0, drop),
                ToClear = state.ToClear.Remove(added.Slot).AddRange(dropped.Select(entry => entry.Slot)),
                Dropped = state.Dropped + drop,
            },
            dropped.ConvertAll(entry => entry.Entry));
    }

    /// <summary>Records another failure of a message that is already in quarantine.</summary>
    public static QuarantineState FailedAgain(QuarantineState state, StoredEntry known, string reason, int tries) => state with
    {
        Entries = state.Entries.Replace(known, known with
        {
            Entry = known.Entry with { Reason = Cut(reason), Tries = (int)Math.Min(int.MaxValue, (long)known.Entry.Tries + tries) },
        }),
    };

    /// <summary>Removes an entry.</summary>
    public static QuarantineState Remove(QuarantineState state, StoredEntry known) => state with
    {
        Entries = state.Entries.Remove(known),
        ToClear = state.ToClear.Add(known.Slot),
    };

    private static string Cut(string reason) => reason.Length <= MaxReason ? reason : string.Concat(reason.AsSpan(0, MaxReason - 1), "…");
}
