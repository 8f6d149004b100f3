using OpenCvSharp;

namespace LiveParking.Demo.Lots;

/// <summary>An item on the floor of the lot, drawn once.</summary>
/// <param name="Body">Its picture.</param>
/// <param name="Shadow">Its shadow on the floor.</param>
/// <param name="Depth">Its distance.</param>
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
