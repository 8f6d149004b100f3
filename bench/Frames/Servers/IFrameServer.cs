using LiveParking.Measuring.Viewing;

namespace LiveParking.Frames.Servers;

/// <summary>A server that runs and can be watched.</summary>
internal interface IFrameServer : IAsyncDisposable
{
    /// <summary>The process whose CPU counts.</summary>
    int Process { get; }

    /// <summary>A process that works for it and is shown apart; null when there is none.</summary>
    int? Beside { get; }

    /// <summary>How it is watched.</summary>
    ViewersSettings Watch(int viewers, int size);
}
