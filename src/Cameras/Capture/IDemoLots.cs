namespace LiveParking.Cameras.Capture;

/// <summary>Creates the sources of <c>demo:NAME</c>: rendered parking lots. A silo without the demo has none.</summary>
public interface IDemoLots
{
    /// <summary>Creates a source that is not open yet.</summary>
    /// <param name="name">The NAME of <c>demo:NAME</c>. It seeds the lot and selects its occupancy.</param>
    /// <param name="title">The caption of the picture.</param>
    ICaptureSource Create(string name, string title);
}
