using Microsoft.Extensions.Logging;

namespace LiveParking.LiveStreams.Publishing;

/// <summary>Data shared by all channels of a silo.</summary>
internal sealed record LiveChannelContext(TimeProvider Clock, TimeSpan CallTimeout, LiveMeters Meters, ILogger Log);
