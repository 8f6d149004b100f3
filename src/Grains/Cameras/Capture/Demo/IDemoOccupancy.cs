using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Grains.Cameras.Capture.Demo;

/// <summary>Tells a demo lot how full it is.</summary>
public interface IDemoOccupancy
{
    /// <summary>The spots of a lot now. Called by a capture thread several times a second, so it must answer at once from memory.</summary>
    /// <param name="name">The NAME of <c>demo:NAME</c>.</param>
    /// <returns>Null when nobody knows; the lot then lives a life of its own.</returns>
    Spots? Get(string name);
}
