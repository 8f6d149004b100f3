namespace LiveParking.Grains.Hosting;

/// <summary>Records whether the id of one activation exists; see <see cref="UnknownActivations"/>. Used on the grain's scheduler only.</summary>
/// <param name="unknown">The activations of this silo whose id does not exist.</param>
/// <param name="activation">The activation.</param>
internal sealed class GrainExistence(UnknownActivations unknown, IGrainContext activation)
{
    private bool _isUnknown;

    /// <summary>Records whether the id exists. An activation of a missing id is deactivated a minute after the last call of this method.</summary>
    public void Note(bool exists)
    {
        if (!exists)
            unknown.Add(activation);
        else if (_isUnknown)
            unknown.Remove(activation);
        _isUnknown = !exists;
    }
}
