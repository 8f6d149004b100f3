using LiveParking.Grains.Interfaces.Streams;
using Microsoft.Extensions.Logging;

namespace LiveParking.Grains.Streams;

/// <summary>What every channel of a silo shares.</summary>
internal sealed record LiveChannelContext(TimeProvider Clock, TimeSpan CallTimeout, LiveMeters Meters, ILogger Log);
