namespace LiveParking.Replay.Sending;

/// <summary>A replay that can't continue; the message says why.</summary>
internal sealed class ReplayException(string message) : Exception(message);
