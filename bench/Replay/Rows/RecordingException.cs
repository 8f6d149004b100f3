namespace LiveParking.Replay.Rows;

/// <summary>A recording that can't be read; the message says what to do.</summary>
internal sealed class RecordingException(string message) : Exception(message);
