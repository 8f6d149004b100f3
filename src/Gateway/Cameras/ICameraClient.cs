using LiveParking.Gateway.Parking;

namespace LiveParking.Gateway.Cameras;

/// <summary>The events of a connection to <c>/hubs/cameras</c>.</summary>
public interface ICameraClient : ICameraStatusClient;
