using LiveParking.Bench.Measuring.Viewing;

namespace LiveParking.Bench.Frames.Servers;

/// <summary>A server that runs and can be watched.</summary>
internal interface IFrameServer : IAsyncDisposable
{
    /// <summary>The process whose CPU counts.</summary>
    int Process { get; }

    /// <summary>A helper process that is listed separately; null when there is none.</summary>
    int? Beside { get; }

    /// <summary>The viewer settings for this server.</summary>
    ViewersSettings Watch(int viewers, int size);
}
