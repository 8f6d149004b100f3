namespace LiveParking.Cameras.Capture;

/// <summary>
/// Reads the pictures of one camera, once: opened, read until it fails or is stopped, then disposed. It does not handle retries, viewers or encoding.
/// All calls come from one thread, which it may block for any time.
/// </summary>
public interface ICaptureSource : IDisposable
{
    /// <summary>Opens the source.</summary>
    /// <param name="cancellationToken">Ends the call, if possible.</param>
    /// <exception cref="CaptureException">The source cannot be opened.</exception>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    void Open(CancellationToken cancellationToken);

    /// <summary>Waits for the next picture.</summary>
    /// <param name="picture">Receives the picture; its previous content is overwritten.</param>
    /// <param name="cancellationToken">Ends the call, if possible.</param>
    /// <exception cref="CaptureException">There will be no more pictures.</exception>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    void Read(Picture picture, CancellationToken cancellationToken);
}
