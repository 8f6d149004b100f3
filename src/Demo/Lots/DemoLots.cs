using LiveParking.Cameras.Capture;

namespace LiveParking.Demo.Lots;

/// <summary>Creates the rendered lots.</summary>
/// <param name="occupancy">The occupancy of the lots.</param>
/// <param name="timeProvider">Paces them.</param>
internal sealed class DemoLots(IDemoOccupancy occupancy, TimeProvider timeProvider) : IDemoLots
{
    public ICaptureSource Create(string name, string title) => new DemoSource(name, title, occupancy, timeProvider);
}
