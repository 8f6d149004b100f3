using Orleans;

namespace LiveParking.Hosting.Clustering.Calls;

/// <summary>Throws unless the token that came with a call of a program allows the call. A silo without one takes no calls of programs.</summary>
public delegate Task CallTokenCheck(IIncomingGrainCallContext call);
