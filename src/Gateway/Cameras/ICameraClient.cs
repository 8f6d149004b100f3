namespace LiveParking.Gateway.Cameras;

/// <summary>The events that a connection to <c>/hubs/cameras</c> gets.</summary>
public interface ICameraClient : ICameraStatusClient;
