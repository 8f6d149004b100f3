using OpenCvSharp;

namespace LiveParking.Grains.Cameras.Capture.Demo;

/// <summary>Something on the floor of the lot, drawn once.</summary>
/// <param name="Body">How it looks.</param>
/// <param name="Shadow">What it does to the floor around it.</param>
/// <param name="Depth">How far away it is.</param>
internal sealed record SceneItem(Sprite Body, Sprite? Shadow, double Depth) : IDisposable
{
    /// <summary>The part of the picture that it changes.</summary>
    public Rect Area => Shadow is null ? Body.Area : Body.Area | Shadow.Area;

    public void Dispose()
    {
        Body.Dispose();
        Shadow?.Dispose();
    }
}
