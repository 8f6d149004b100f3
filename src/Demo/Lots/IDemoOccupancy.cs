using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Demo.Lots;

/// <summary>Provides the occupancy of demo lots.</summary>
public interface IDemoOccupancy
{
    /// <summary>The current spots of a lot. A capture thread calls it several times a second, so it must answer immediately from memory.</summary>
    /// <param name="name">The NAME of <c>demo:NAME</c>.</param>
    /// <returns>Null when the occupancy is unknown; the lot then simulates its own.</returns>
    Spots? Get(string name);
}
