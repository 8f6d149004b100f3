using LiveParking.Grains.Interfaces.Cameras;

namespace LiveParking.Gateway.Cameras;

/// <summary>A frame in a slot.</summary>
/// <param name="Frame">The frame; null in an empty slot.</param>
/// <param name="Ordinal">Counts the frames of the slot, from 1.</param>
internal readonly record struct SlotFrame(CameraFrame? Frame, long Ordinal);
