namespace LiveParking.Grains.Cameras.Capture;

/// <summary>
/// Reads the pictures of one camera, once: opened, read until it fails or is told to end, disposed. It knows nothing of retry,
/// viewers or encoding. All calls come from one thread that it may block for as long as it likes.
/// </summary>
public interface ICaptureSource : IDisposable
{
    /// <summary>Opens the source.</summary>
    /// <param name="cancel">Ends the call, where that is possible.</param>
    /// <exception cref="CaptureException">The source cannot be opened.</exception>
    /// <exception cref="OperationCanceledException">The call was ended.</exception>
    void Open(CancellationToken cancel);

    /// <summary>Waits for the next picture.</summary>
    /// <param name="picture">Takes the picture; what it held before is worthless.</param>
    /// <param name="cancel">Ends the call, where that is possible.</param>
    /// <exception cref="CaptureException">There will be no more pictures.</exception>
    /// <exception cref="OperationCanceledException">The call was ended.</exception>
    void Read(Picture picture, CancellationToken cancel);
}
